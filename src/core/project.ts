import type { JsonObject } from './json.js';
import type { SourceFile } from './source-file.js';

/** Everything that `load` found on disk. Later stages never touch it again. */
export interface Project {
  /** Absolute path of the folder that holds dbt_project.yml. */
  readonly root: string;
  readonly projectFile: SourceFile;
  readonly profiles?: SourceFile;
  /** jiggy.yml, where there is one. */
  readonly engineFile?: SourceFile;
  readonly paths: ResourcePaths;
  readonly models: readonly SourceFile[];
  readonly seeds: readonly SourceFile[];
  readonly macros: readonly SourceFile[];
  readonly tests: readonly SourceFile[];
  readonly analyses: readonly SourceFile[];
  /** .yml and .yaml files below the resource paths. */
  readonly properties: readonly SourceFile[];
}

/** Folders relative to the root, as dbt_project.yml names them. */
export interface ResourcePaths {
  readonly models: readonly string[];
  readonly seeds: readonly string[];
  readonly macros: readonly string[];
  readonly tests: readonly string[];
  readonly analyses: readonly string[];
}

/** One output of a profile, or what stands in for it when the connection comes from elsewhere. */
export interface Target {
  readonly name: string;
  readonly profile: string;
  readonly schema: string;
  readonly database: string;
  readonly threads: number;
  readonly host: string;
  readonly port: number;
  readonly user: string;
}

/** Where the connection comes from, in the order in which they are asked. */
export type ConnectionOrigin = '--database-url' | 'profiles.yml' | 'DATABASE_URL' | 'embedded';

/** How to reach PostgreSQL. Holds the password: never print it, print `Target`. */
export type ConnectionSettings =
  | { readonly origin: Exclude<ConnectionOrigin, 'embedded' | 'profiles.yml'>; readonly url: string }
  | {
      readonly origin: 'profiles.yml';
      /** `path/profiles.yml, profile jiggy, target dev`, for messages. */
      readonly label: string;
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
      readonly database: string;
      readonly sslmode?: string;
      readonly sslrootcert?: string;
      readonly sslcert?: string;
      readonly sslkey?: string;
      readonly role?: string;
      readonly searchPath?: string;
      readonly connectTimeoutSeconds: number;
      readonly keepalivesIdleSeconds?: number;
    }
  | { readonly origin: 'embedded' };

/** The project's and profile's own YAML, rendered, with the target chosen. */
export interface ProjectConfig {
  readonly name: string;
  readonly version: string;
  readonly profile: string;
  readonly target: Target;
  readonly connection: ConnectionSettings;
  readonly vars: JsonObject;
  /** The config trees of dbt_project.yml by resource type. */
  readonly trees: { readonly [resource in 'models' | 'seeds' | 'sources' | 'data_tests']: JsonObject };
  /** Folders that `clean` removes, relative to the root. */
  readonly cleanTargets: readonly string[];
  readonly targetPath: string;
  readonly flags: JsonObject;
  /** Settings of jiggy.yml, its own defaults where the file is absent. */
  readonly engine: EngineSettings;
  /** Environment variables that templates may read; passed in, so that stages stay pure. */
  readonly env: { readonly [name: string]: string | undefined };
}

/** jiggy.yml, beside dbt_project.yml; dbt never reads it. */
export interface EngineSettings {
  /** Schema of the run log; `ops` unless said otherwise. */
  readonly opsSchema: string;
}
