select 1 as one
{% if execute %}{{ show('render', render('{{ 1 + 1 }} {{ this.identifier }}'), render('plain')) }}{% endif %}
