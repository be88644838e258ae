CREATE TABLE pets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    chip TEXT,
    nick_name TEXT,
    born TEXT,
    weight REAL,
    tags TEXT,
    nights TEXT,
    visits TEXT NOT NULL,
    track TEXT,
    mother TEXT,
    photo TEXT,
    home TEXT NOT NULL,
    more TEXT
);
