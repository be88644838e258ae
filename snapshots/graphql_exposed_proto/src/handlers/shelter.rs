//! The operations tagged `Shelter`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::shelter::ShelterApi;
use crate::generated::models::{
    AdmitRequest, Animal, Empty2, GetAnimalRequest, ListAnimalsRequest,
    ListAnimalsResponse, StockResponse,
};
use zephyrix::{rpc, Cx};

impl ShelterApi for App {
    async fn get_animal(
        &self,
        _cx: Cx,
        _request: GetAnimalRequest,
    ) -> Result<Animal, rpc::Status> {
        Err(rpc::Status::unimplemented(
            "GetAnimal is for src/handlers/shelter.rs to say.",
        ))
    }

    async fn list_animals(
        &self,
        _cx: Cx,
        _request: ListAnimalsRequest,
    ) -> Result<ListAnimalsResponse, rpc::Status> {
        Err(rpc::Status::unimplemented(
            "ListAnimals is for src/handlers/shelter.rs to say.",
        ))
    }

    async fn admit(
        &self,
        _cx: Cx,
        _request: AdmitRequest,
    ) -> Result<Animal, rpc::Status> {
        Err(rpc::Status::unimplemented("Admit is for src/handlers/shelter.rs to say."))
    }

    async fn watch(
        &self,
        _cx: Cx,
        _request: ListAnimalsRequest,
    ) -> Result<rpc::Messages<Animal>, rpc::Status> {
        Err(rpc::Status::unimplemented("Watch is for src/handlers/shelter.rs to say."))
    }

    async fn ping(&self, _cx: Cx, _request: Empty2) -> Result<Empty2, rpc::Status> {
        Err(rpc::Status::unimplemented("Ping is for src/handlers/shelter.rs to say."))
    }

    async fn stock(
        &self,
        _cx: Cx,
        _request: Empty2,
    ) -> Result<StockResponse, rpc::Status> {
        Err(rpc::Status::unimplemented("Stock is for src/handlers/shelter.rs to say."))
    }
}
