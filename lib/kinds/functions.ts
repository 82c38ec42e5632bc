/** Functions of values of any type, of numbers, and of nothing. */
import { type FunctionKind, functionKind, word } from './call.js'

export const coalesceKind: FunctionKind = /* @__PURE__ */ functionKind('coalesce', /* @__PURE__ */ word('coalesce'))
export const nullIfKind: FunctionKind = /* @__PURE__ */ functionKind('nullIf', /* @__PURE__ */ word('nullif'))
export const absKind: FunctionKind = /* @__PURE__ */ functionKind('abs', /* @__PURE__ */ word('abs'))
export const nowKind: FunctionKind = /* @__PURE__ */ functionKind('now', () => 'now()')
export const todayKind: FunctionKind = /* @__PURE__ */ functionKind('today', () => `(now() at time zone 'UTC')::date`)
