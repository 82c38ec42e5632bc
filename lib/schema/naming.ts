/**
 * Naming strategies: from the key of a descriptor to the name in the database.
 */

export type Naming = 'asWritten' | 'snakeCase' | ((key: string) => string)

/** `createdAt` becomes `created_at`, `URLPath` `url_path`, `line2Text` `line2_text`. */
export const snakeCase = (key: string): string =>
  key
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()

export const applyNaming = (naming: Naming, key: string): string =>
  naming === 'asWritten' ? key : naming === 'snakeCase' ? snakeCase(key) : naming(key)
