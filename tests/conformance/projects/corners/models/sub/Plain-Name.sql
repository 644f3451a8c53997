select * from {{ this }} {# comment with ref('nope') #} -- {{ ref('seeded') }}
