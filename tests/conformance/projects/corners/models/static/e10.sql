{{- config(tags=["a"]) -}} select '{{ this }}'
