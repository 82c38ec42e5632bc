/** Unit tests without a database: SQL to read, programs that run on given rows, errors to answer with. */
export { recording, type Answers, type Recorded, type RecordedAnswer, type Recording } from './recording.js'
export { sequence } from './sequence.js'
export { sqlOf } from './sql-of.js'
export {
  cancelled,
  conflict,
  connectionError,
  constraintViolation,
  decodeError,
  notFound,
  queryError,
  timeout,
  tooManyRows,
} from '../run/errors.js'
