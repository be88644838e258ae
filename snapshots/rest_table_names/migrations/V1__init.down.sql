DROP TABLE t_persons;
DROP TABLE tbl_pets;
