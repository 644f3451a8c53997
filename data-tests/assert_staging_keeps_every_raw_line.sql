-- Staging has each raw line once: none lost, none doubled, none of its own.
select
    coalesce(raw_lines.file_id, staged.file_id) as file_id,
    coalesce(raw_lines.line_no, staged.line_no) as line_no,
    coalesce(staged.times, 0) as times_in_staging
from (
    select
        _file_id as file_id,
        _line_no as line_no
    from {{ source('shop', 'transactions') }}
) as raw_lines
full outer join (
    select
        file_id,
        line_no,
        count(*) as times
    from {{ ref('stg_transactions') }}
    group by file_id, line_no
) as staged on staged.file_id = raw_lines.file_id and staged.line_no = raw_lines.line_no
where raw_lines.file_id is null
    or staged.times is distinct from 1
