/** Uuids. */
import { asIs, codecError } from '../codec.js'
import { sqlType, type TypeKind, type Uuid } from '../sql-type.js'
import { textual } from '../words.js'

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

const isUuid = (text: string): boolean => uuidPattern.test(text)

/** Looked at by place: nothing that a column of another type holds has this length and these dashes. */
const isUuidText = (text: string): boolean =>
  text.length === 36 && text.charCodeAt(8) === 45 && text.charCodeAt(13) === 45 && text.charCodeAt(18) === 45 && text.charCodeAt(23) === 45

export const decodeUuid = (wire: unknown): string => {
  if (typeof wire === 'string' && isUuidText(wire)) return wire
  throw codecError('expected a uuid')
}

const uuidKind: TypeKind = {
  name: 'uuid',
  check: /* @__PURE__ */ textual(() => 'a uuid', isUuid),
  codec: () => ({ encode: asIs, decode: decodeUuid }),
}

export const uuidType: Uuid = /* @__PURE__ */ sqlType('uuid', uuidKind)
