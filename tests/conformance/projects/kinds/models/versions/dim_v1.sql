select 1 as id, 'a' as name, 2 as gone
