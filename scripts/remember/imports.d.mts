export function importsOf(text: string): { readonly specifiers: readonly string[]; readonly computed: boolean };
