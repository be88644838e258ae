//! The operations tagged `pets`, in memory.

use crate::app::App;
use crate::generated::api::pets::{
    AddPet, AddPetError, AddPetOk, GetPet, GetPetError, ListPets, ListPetsError, PetsApi, RemovePet, RemovePetError, Visit,
    VisitError,
};
use crate::generated::models::{Pet, PetInput};
use zephyrix::{Created, Cx, NoContent, Text};

fn pet(id: i64, it: PetInput) -> Pet {
    let mother = it.mother.map(|mother| Box::new(pet(0, *mother)));
    let PetInput { name, kind, chip, nick_name, born, weight, tags, nights, visits, track, photo, home, more, .. } = it;
    Pet { id, name, kind, chip, nick_name, born, weight, tags, nights, visits, track, mother, photo, home, more }
}

impl PetsApi for App {
    /// Those of the kinds; of the first, the name says what else is asked with.
    async fn list_pets(
        &self,
        _: Cx,
        _: Option<Self::Principal>,
        ListPets { limit, kind, born, x_trace }: ListPets,
    ) -> Result<Vec<Pet>, ListPetsError> {
        let pets = self.pets();
        let wanted = |it: &&Pet| kind.as_ref().is_none_or(|kinds| kinds.contains(&it.kind));
        let mut all: Vec<Pet> = pets.values().filter(wanted).take(limit.try_into()?).cloned().collect();
        if let (Some(first), Some(trace)) = (all.first_mut(), x_trace) {
            let from = born.and_then(|it| it.from).map_or_else(String::new, |it| it.to_string());
            first.name = format!("{trace} {from}");
        }
        Ok(all)
    }

    /// One without a name that is known, later.
    async fn add_pet(&self, _: Cx, _: Option<Self::Principal>, request: AddPet) -> Result<AddPetOk, AddPetError> {
        let mut pets = self.pets();
        if pets.values().any(|it| it.name == request.body.name) {
            return Err(AddPetError::Conflict);
        }
        if request.body.name == "later" {
            return Ok(AddPetOk::Accepted);
        }
        let id = i64::try_from(pets.len())? + 1;
        let new = pet(id, request.body);
        pets.insert(id, new.clone());
        Ok(AddPetOk::Created(Box::new(Created::at(format!("/pets/{id}"), new))))
    }

    async fn get_pet(&self, _: Cx, _: Self::Principal, GetPet { pet_id }: GetPet) -> Result<Pet, GetPetError> {
        let pets = self.pets();
        pets.get(&pet_id).cloned().ok_or(GetPetError::NotFound)
    }

    async fn visit(
        &self,
        _: Cx,
        _: Option<Self::Principal>,
        Visit { pet_id, body }: Visit,
    ) -> Result<Text<200>, VisitError> {
        let bring = body.bring.unwrap_or_default().join("+");
        let from = body.stay.and_then(|it| it.from).map_or_else(String::new, |it| it.to_string());
        Ok(Text { content_type: "text/plain".into(), value: format!("{pet_id} {} {bring} {from}", body.by) })
    }

    async fn remove_pet(
        &self,
        _: Cx,
        _: Option<Self::Principal>,
        RemovePet { pet_id }: RemovePet,
    ) -> Result<NoContent, RemovePetError> {
        self.pets().remove(&pet_id);
        Ok(NoContent)
    }
}
