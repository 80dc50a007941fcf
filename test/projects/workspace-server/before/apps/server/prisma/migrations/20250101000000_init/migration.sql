CREATE TABLE quotes ();
