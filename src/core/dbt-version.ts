/** The dbt-core whose behaviour and files this program keeps to; `require-dbt-version` is checked against it. */
export const DBT_VERSION = '1.12.6';
