/** The dbt-core whose behaviour and files this program keeps to. */
export const DBT_VERSION = '1.12.6';
