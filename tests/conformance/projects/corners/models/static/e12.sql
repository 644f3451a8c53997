{{ config(tags=['a']) }} {% if true %} {% endif %} select 1
