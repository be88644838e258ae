//! The operations tagged `Vault`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::vault::VaultApi;
use crate::generated::models::Secret;
use zephyrix::{rpc, Cx};

impl VaultApi for App {
    async fn read(
        &self,
        _cx: Cx,
        _principal: Self::Principal,
        _request: Secret,
    ) -> Result<Secret, rpc::Status> {
        Err(rpc::Status::unimplemented("Read is for src/handlers/vault.rs to say."))
    }

    async fn write(
        &self,
        _cx: Cx,
        _principal: Self::Principal,
        _request: Secret,
    ) -> Result<Secret, rpc::Status> {
        Err(rpc::Status::unimplemented("Write is for src/handlers/vault.rs to say."))
    }

    async fn look(
        &self,
        _cx: Cx,
        _principal: Option<Self::Principal>,
        _request: Secret,
    ) -> Result<Secret, rpc::Status> {
        Err(rpc::Status::unimplemented("Look is for src/handlers/vault.rs to say."))
    }

    async fn ping(&self, _cx: Cx, _request: Secret) -> Result<Secret, rpc::Status> {
        Err(rpc::Status::unimplemented("Ping is for src/handlers/vault.rs to say."))
    }

    async fn watch(
        &self,
        _cx: Cx,
        _principal: Self::Principal,
        _request: rpc::Messages<Secret>,
    ) -> Result<rpc::Messages<Secret>, rpc::Status> {
        Err(rpc::Status::unimplemented("Watch is for src/handlers/vault.rs to say."))
    }
}
