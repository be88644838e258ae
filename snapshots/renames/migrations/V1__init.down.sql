DROP TABLE animals;
