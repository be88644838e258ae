//! A service as the generator writes it, by hand.

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::collections::BTreeMap;
use zephyrix::types::{Date, DateTime, Uuid};
use zephyrix::{
    Accepts, Answer, BoxError, Call, Check, Created, Cx, Format, FromCall, NoContent, Pattern, Reply, Router, Routes,
    Separator, Tagged, Validate, if_match,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Status {
    Available,
    Sold,
}

zephyrix::literals!(checked Status {
    Available = "available",
    Sold = "sold",
});

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Vaccination {
    pub(crate) against: String,
    pub(crate) on: Date,
    pub(crate) doses: Option<i32>,
}

zephyrix::record!(closed Vaccination {
    0 "against" => against: required,
    1 "on" => on: required,
    2 "doses" => doses: optional,
});

impl Validate for Vaccination {
    fn validate(&self, check: &mut Check) {
        check.at("against").min_length(&self.against, 1);
        if let Some(doses) = &self.doses {
            check.at("doses").minimum(*doses, 1);
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NewPet {
    pub(crate) name: String,
    pub(crate) chip: Option<String>,
    pub(crate) weight_kg: Option<Option<f64>>,
    pub(crate) parent: Option<i64>,
    pub(crate) status: Status,
    pub(crate) owner: Option<Uuid>,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) vaccinations: Vec<Vaccination>,
    pub(crate) rest: BTreeMap<String, serde_json::Value>,
}

zephyrix::record!(NewPet {
    0 "name" => name: required,
    1 "chip" => chip: optional,
    2 "weight_kg" => weight_kg: optional,
    3 "parent" => parent: required,
    4 "status" => status: defaulted(NewPet::default_status),
    5 "owner" => owner: optional,
    6 "tags" => tags: optional,
    7 "vaccinations" => vaccinations: required,
} ..rest);

impl NewPet {
    fn default_status() -> Status {
        Status::Available
    }
}

impl Validate for NewPet {
    fn validate(&self, check: &mut Check) {
        check.at("name").min_length(&self.name, 1).max_length(&self.name, 8);
        if let Some(chip) = &self.chip {
            check.at("chip").pattern(chip, &CHIP);
        }
        if let Some(Some(weight)) = &self.weight_kg {
            check.at("weight_kg").multiple_of(*weight, 0.1);
        }
        if let Some(tags) = &self.tags {
            check.at("tags").unique_items(tags);
        }
        check
            .at("vaccinations")
            .max_items(self.vaccinations.len(), 2)
            .each(&self.vaccinations, |it, check| check.nested(it));
    }
}

static CHIP: Pattern = Pattern::new(r"^[0-9]{4}$");

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PetPatch {
    pub(crate) name: Option<String>,
    pub(crate) status: Option<Status>,
}

zephyrix::record!(closed PetPatch {
    0 "name" => name: optional,
    1 "status" => status: optional,
});

impl Validate for PetPatch {}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Pet {
    pub(crate) id: i64,
    #[serde(flatten)]
    pub(crate) pet: NewPet,
}

pub(crate) trait PetsApi: Clone + Send + Sync + 'static {
    fn list_pets(&self, cx: Cx, request: ListPets) -> impl Reply<ListPets, PetError>;
    fn create_pet(&self, cx: Cx, request: CreatePet) -> impl Reply<Created<Tagged<Pet>>, PetError>;
    fn get_pet(&self, cx: Cx, request: GetPet) -> impl Reply<GetPet, PetError>;
    fn patch_pet(&self, cx: Cx, request: PatchPet) -> impl Reply<Option<PetPatch>, PetError>;
    fn delete_pet(&self, cx: Cx, request: DeletePet) -> impl Reply<NoContent, PetError>;
}

#[derive(Debug, Serialize)]
pub(crate) struct ListPets {
    pub(crate) limit: i32,
    pub(crate) cursor: Option<String>,
    pub(crate) status: Option<Status>,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) ids: Option<Vec<i64>>,
    pub(crate) since: Option<DateTime>,
    pub(crate) filter: Option<BTreeMap<String, i64>>,
    pub(crate) trace: Option<Vec<Uuid>>,
    pub(crate) session: Option<String>,
}

impl FromCall for ListPets {
    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        let limit = call.query::<i32>("limit").check(|it, check| check.minimum(*it, 1).maximum(*it, 100)).or(20);
        let cursor = call.query::<String>("cursor").check(|it, check| check.max_length(it, 4)).optional();
        let status = call.query::<Status>("status").optional();
        let tags = call.query_list::<String>("tags", Separator::Repeated).optional();
        let ids = call.query_list::<i64>("ids", Separator::Comma);
        let ids = ids.check(|it, check| check.each(it, |it, check| check.minimum(*it, 1))).optional();
        let since = call.query::<DateTime>("since").optional();
        let filter = call.query_json::<BTreeMap<String, i64>>("filter").optional();
        let trace = call.header_list::<Uuid>("X-Trace", Separator::Comma).optional();
        let session = call.cookie::<String>("session").check(|it, check| check.min_length(it, 2)).optional();
        Some(Self {
            limit: limit?,
            cursor: cursor?,
            status: status?,
            tags: tags?,
            ids: ids?,
            since: since?,
            filter: filter?,
            trace: trace?,
            session: session?,
        })
    }
}

pub(crate) struct CreatePet {
    pub(crate) dry_run: bool,
    pub(crate) body: NewPet,
}

impl FromCall for CreatePet {
    const BODY: Accepts = Accepts::required(&["application/json"]);

    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        let dry_run = call.query::<bool>("dryRun").or(false);
        let body = call.json::<NewPet>();
        Some(Self { dry_run: dry_run?, body: body? })
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct GetPet {
    pub(crate) pet_id: i64,
    pub(crate) file: String,
}

impl FromCall for GetPet {
    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        let pet_id = call.path::<i64>("petId").check(|it, check| check.minimum(*it, 1)).required();
        let file = call.path::<String>("file").required();
        Some(Self { pet_id: pet_id?, file: file? })
    }
}

pub(crate) struct PatchPet {
    pub(crate) pet_id: i64,
    pub(crate) body: Option<PetPatch>,
}

impl FromCall for PatchPet {
    const BODY: Accepts = Accepts::optional(&["application/json", "application/merge-patch+json"]);
    const INVALID: u16 = 400;

    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        let pet_id = call.path::<i64>("petId").required();
        let body = call.optional_json::<PetPatch>();
        Some(Self { pet_id: pet_id?, body: body? })
    }
}

pub(crate) struct DeletePet {
    pub(crate) pet_id: i64,
    pub(crate) if_match: String,
}

impl FromCall for DeletePet {
    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        let pet_id = call.path::<i64>("petId").required();
        let if_match = call.header::<String>("If-Match").required();
        Some(Self { pet_id: pet_id?, if_match: if_match? })
    }
}

pub(crate) struct Note(String);

impl FromCall for Note {
    const BODY: Accepts = Accepts::required(&["text/*"]);

    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        let body = call.text();
        body.map(Self)
    }
}

pub(crate) struct Contact {
    email: String,
}

impl FromCall for Contact {
    fn from_call(call: &mut Call<'_>) -> Option<Self> {
        let email = call.query::<String>("email").check(|it, check| check.format(it, Format::Email)).required();
        Some(Self { email: email? })
    }
}

#[derive(Debug)]
pub(crate) enum PetError {
    NotFound,
    Conflict(BTreeMap<&'static str, i64>),
    Stale,
    Internal(BoxError),
}

impl<E: std::error::Error + Send + Sync + 'static> From<E> for PetError {
    fn from(error: E) -> Self {
        Self::Internal(error.into())
    }
}

impl IntoResponse for PetError {
    fn into_response(self) -> Response {
        match self {
            Self::NotFound => zephyrix::problem(404, "No pet has this id."),
            Self::Conflict(body) => zephyrix::json_answer(409, &body),
            Self::Stale => zephyrix::problem(412, "The pet has changed since."),
            Self::Internal(error) => zephyrix::internal(&error),
        }
    }
}

pub(crate) fn router<A: PetsApi>(api: A) -> Router {
    Routes::of(api)
        .get("/pets", list_pets)
        .post("/pets", create_pet)
        .patch("/pets/{petId}", patch_pet)
        .delete("/pets/{petId}", delete_pet)
        .get("/pets/{petId}/files/{file}", get_pet)
        .post("/notes", async |_, _, note: Note| note.0)
        .get("/contact", async |_, _, contact: Contact| Json(contact.email))
        .router()
}

async fn list_pets<A: PetsApi>(api: A, cx: Cx, request: ListPets) -> Result<Answer<200, ListPets>, PetError> {
    api.list_pets(cx, request).await.map(Answer)
}

async fn create_pet<A: PetsApi>(api: A, cx: Cx, request: CreatePet) -> Result<Created<Tagged<Pet>>, PetError> {
    api.create_pet(cx, request).await
}

async fn get_pet<A: PetsApi>(api: A, cx: Cx, request: GetPet) -> Result<Answer<200, GetPet>, PetError> {
    api.get_pet(cx, request).await.map(Answer)
}

async fn patch_pet<A: PetsApi>(api: A, cx: Cx, request: PatchPet) -> Result<Answer<200, Option<PetPatch>>, PetError> {
    api.patch_pet(cx, request).await.map(Answer)
}

async fn delete_pet<A: PetsApi>(api: A, cx: Cx, request: DeletePet) -> Result<NoContent, PetError> {
    api.delete_pet(cx, request).await
}

/// Answers with what it was asked, which is enough to see what was read.
#[derive(Clone)]
pub(crate) struct App;

impl PetsApi for App {
    async fn list_pets(&self, _: Cx, request: ListPets) -> Result<ListPets, PetError> {
        Ok(request)
    }

    async fn create_pet(&self, _: Cx, request: CreatePet) -> Result<Created<Tagged<Pet>>, PetError> {
        if request.dry_run {
            return Err(PetError::Conflict(BTreeMap::from([("id", 1)])));
        }
        let value = Tagged { etag: "v1".to_owned(), value: Pet { id: 1, pet: request.body } };
        Ok(Created { location: format!("/pets/{}", value.id), value })
    }

    async fn get_pet(&self, _: Cx, request: GetPet) -> Result<GetPet, PetError> {
        if request.pet_id == 404 { Err(PetError::NotFound) } else { Ok(request) }
    }

    async fn patch_pet(&self, _: Cx, request: PatchPet) -> Result<Option<PetPatch>, PetError> {
        if request.pet_id == 500 {
            "secret of the house".parse::<i64>()?;
        }
        Ok(request.body)
    }

    async fn delete_pet(&self, _: Cx, request: DeletePet) -> Result<NoContent, PetError> {
        let fresh = request.pet_id == 1 && if_match(Some(&request.if_match), "v1");
        if fresh { Ok(NoContent) } else { Err(PetError::Stale) }
    }
}
