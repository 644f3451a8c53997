-- The two schemas that belong to the warehouse itself, whatever the target: no developer's prefix is put before them.

create schema if not exists raw;
comment on schema raw is 'What came in, row by row as it was delivered: typed, never changed, with file and line of origin.';

create schema if not exists ops;
comment on schema ops is 'The warehouse''s own books: files loaded, rows in quarantine, runs, applied migrations.';
