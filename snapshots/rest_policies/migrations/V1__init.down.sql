DROP VIEW note_count;
DROP TABLE word;
DROP TABLE note;
