{{ config(materialized='incremental', unique_key='id') }}
select 1 as id {% if is_incremental() %} from {{ this }} {% endif %}
