import type { Json, JsonObject } from './json.js';
import type { SourceFile } from './source-file.js';

/** Everything that `load` found on disk. Later stages never touch it again. */
export interface Project extends PackageFiles {
  /** Absolute path of the folder that holds dbt_project.yml. */
  readonly root: string;
  readonly profiles?: SourceFile;
  /** jiggy.yml, where there is one. */
  readonly engineFile?: SourceFile;
  /** vars.yml, where there is one. */
  readonly varsFile?: SourceFile;
  /** selectors.yml, where there is one. */
  readonly selectorsFile?: SourceFile;
  /** packages.yml or dependencies.yml, whichever lists packages. */
  readonly packagesFile?: SourceFile;
  /** package-lock.yml, where there is one. */
  readonly packageLockFile?: SourceFile;
  /** Where packages are installed, relative to the root. */
  readonly packagesPath: string;
  /** Installed packages, in the order of their folders' names; the built-in macros are not among them. */
  readonly packages: readonly PackageFiles[];
}

/** The files of one dbt package: the project itself or one that is installed. Paths are relative to the project's root. */
export interface PackageFiles {
  /** Folder below the project's root with a slash behind it (`dbt_packages/dbt_utils/`); empty for the project itself. */
  readonly folder: string;
  readonly projectFile: SourceFile;
  readonly paths: ResourcePaths;
  readonly models: readonly SourceFile[];
  /** .py files below the model paths: PostgreSQL cannot run them. */
  readonly pythonModels: readonly SourceFile[];
  readonly seeds: readonly SourceFile[];
  readonly snapshots: readonly SourceFile[];
  readonly functions: readonly SourceFile[];
  /** Macros, and generic tests that lie in `generic` below a test path. */
  readonly macros: readonly SourceFile[];
  readonly tests: readonly SourceFile[];
  /** .csv and .sql files in `fixtures` below a test path, for unit tests. */
  readonly fixtures: readonly SourceFile[];
  readonly analyses: readonly SourceFile[];
  /** .md files below all resource paths and docs-paths. */
  readonly docs: readonly SourceFile[];
  /** .yml and .yaml files below the resource paths. */
  readonly properties: readonly SourceFile[];
}

/** Folders relative to the package's own folder, as dbt_project.yml names them. */
export interface ResourcePaths {
  readonly models: readonly string[];
  readonly seeds: readonly string[];
  readonly snapshots: readonly string[];
  readonly functions: readonly string[];
  readonly macros: readonly string[];
  readonly tests: readonly string[];
  readonly analyses: readonly string[];
  /** Where .md files are looked for; all other paths where the project names none. */
  readonly docs: readonly string[];
  /** Folders that are copied beside generated documentation. */
  readonly assets: readonly string[];
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

/** The config trees of dbt_project.yml. */
export type ConfigTree =
  | 'models'
  | 'seeds'
  | 'snapshots'
  | 'functions'
  | 'sources'
  | 'data_tests'
  | 'unit_tests'
  | 'exposures'
  | 'metrics'
  | 'semantic_models'
  | 'saved_queries'
  | 'analyses';

/** The dbt_project.yml of one package, rendered. */
export interface PackageConfig {
  readonly name: string;
  readonly version: string;
  /** Folder below the project's root with a slash behind it; empty for the project itself. */
  readonly folder: string;
  /** Variables as its `vars:` says, global ones and those under package names together, unmerged. */
  readonly vars: JsonObject;
  readonly trees: { readonly [resource in ConfigTree]: JsonObject };
  /** The same trees with their templates unrendered, for the manifest's unrendered_config. */
  readonly unrenderedTrees: { readonly [resource in ConfigTree]: JsonObject };
  readonly quoting: { readonly database?: boolean; readonly schema?: boolean; readonly identifier?: boolean };
  /** SQL templates, unrendered. */
  readonly onRunStart: readonly string[];
  readonly onRunEnd: readonly string[];
  readonly restrictAccess: boolean;
}

/** One entry of `dispatch:`: where macros of a namespace are looked for, first match wins. */
export interface DispatchOrder {
  readonly namespace: string;
  readonly searchOrder: readonly string[];
}

/** The project's and profile's own YAML, rendered, with the target chosen. */
export interface ProjectConfig extends PackageConfig {
  readonly profile: string;
  readonly target: Target;
  readonly connection: ConnectionSettings;
  /** Installed packages by name, the project itself not among them. */
  readonly packages: ReadonlyMap<string, PackageConfig>;
  /** Variables of the command line; they win over everything. */
  readonly commandLineVars: JsonObject;
  readonly dispatch: readonly DispatchOrder[];
  /** Folders that `clean` removes, relative to the root. */
  readonly cleanTargets: readonly string[];
  readonly targetPath: string;
  readonly logPath: string;
  readonly packagesPath: string;
  /** `flags:` of dbt_project.yml, with dbt's defaults where it says nothing. */
  readonly flags: JsonObject;
  /** `query-comment:`; null turns comments off, absent is dbt's default. */
  readonly queryComment?: Json;
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
