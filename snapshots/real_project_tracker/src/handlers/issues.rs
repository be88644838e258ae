//! The operations tagged `issues`. Yours: written once; later only new operations are added at the end.

use crate::app::App;
use crate::generated::api::issues::{IssuesApi, IssuesSetLabels, IssuesSetLabelsError};
use crate::generated::models::Label;
use zephyrix::{Cx, Unwritten};

impl IssuesApi for App {
    async fn issues_set_labels(
        &self,
        _cx: Cx,
        _principal: Self::Principal,
        _request: IssuesSetLabels,
    ) -> Result<Vec<Label>, IssuesSetLabelsError> {
        Err(Unwritten::new("issues_set_labels", "src/handlers/issues.rs").into())
    }
}
