/** What dispatch puts before a macro's name, in the order in which it looks. */
export const DISPATCH_PREFIXES: readonly string[] = ['postgres__', 'default__'];
