/** JSON's null, which is not SQL's. */

export interface JsonNull {
  readonly toJSON: () => null
}

/**
 * The JSON document `null`: `insertInto(notes)({ body: jsonNull })` writes it, and a column that holds it reads as it, where
 * JavaScript's `null` is SQL NULL, no document at all. A column with a validator hands JSON's null to the validator instead.
 */
export const jsonNull: JsonNull = /* @__PURE__ */ Object.freeze({ toJSON: () => null })
