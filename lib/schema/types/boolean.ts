/** Booleans. */
import { asIs, codecError } from '../codec.js'
import { type Bool, sqlType, type TypeKind } from '../sql-type.js'
import { describe } from '../words.js'

/** The driver gives true and false, and so does nested JSON. */
const decodeBoolean = (wire: unknown): boolean => {
  if (typeof wire === 'boolean') return wire
  throw codecError('expected true or false')
}

const booleanKind: TypeKind = {
  name: 'boolean',
  check: (_type, value) => (typeof value === 'boolean' ? undefined : `expected a boolean, got ${describe(value)}`),
  codec: () => ({ encode: asIs, decode: decodeBoolean }),
}

export const booleanType: Bool = /* @__PURE__ */ sqlType('boolean', booleanKind)
