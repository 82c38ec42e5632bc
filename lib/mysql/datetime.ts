/**
 * DATETIME and TIMESTAMP as the protocol has them: manual, binary protocol value, MYSQL_TYPE_DATETIME. The year in two
 * bytes, month, day, hour, minute and second in one, microseconds in four; what is zero at the end is left out, so that a
 * value has 11, 7, 4 or no bytes.
 */

/** Whether a value is one of these: the bytes of a text, which an expression may give, are 19 and more. */
export const isPacked = (wire: unknown): wire is Uint8Array => wire instanceof Uint8Array && wire.length <= 11

/** Microseconds; the bytes that are left out read as undefined. */
const micros = (bytes: Uint8Array): number =>
  bytes.length < 11
    ? 0
    : (bytes[7] as number) + (bytes[8] as number) * 0x1_00 + (bytes[9] as number) * 0x1_00_00 + (bytes[10] as number) * 0x1_00_00_00

const yearOf = (bytes: Uint8Array): number => (bytes[0] ?? 0) + (bytes[1] ?? 0) * 0x1_00

/**
 * Days from 1970 on, in the calendar that goes on backwards. By hand, since `Date.UTC` takes the years 0 to 99 for 1900 to
 * 1999 (ECMA-262 21.4.3.4), and is a third of what reading a large result costs. Years begin in March here, so that the odd
 * day is the last.
 */
const daysOf = (year: number, month: number, day: number): number => {
  const y = month > 2 ? year : year - 1
  const m = month > 2 ? month - 3 : month + 9
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * m + 2) / 5) + day - 719_469
}

/** The Date, without what is finer than a millisecond; an invalid one where the month or the day is zero. */
export const dateOfBytes = (bytes: Uint8Array): Date => {
  const month = bytes[2] ?? 0
  const day = bytes[3] ?? 0
  if (month === 0 || day === 0) return new Date(Number.NaN)
  const seconds = (bytes[4] ?? 0) * 3600 + (bytes[5] ?? 0) * 60 + (bytes[6] ?? 0)
  return new Date(daysOf(yearOf(bytes), month, day) * 86_400_000 + seconds * 1000 + Math.floor(micros(bytes) / 1000))
}

const digits = (value: number, width: number): string => String(value).padStart(width, '0')

const two = (byte: number | undefined): string => digits(byte ?? 0, 2)

/** As the server writes it, without the zeros at the end of a fraction: `2026-11-22 15:30:00.12`. */
export const textOfBytes = (bytes: Uint8Array): string => {
  const fraction = micros(bytes)
  return (
    `${digits(yearOf(bytes), 4)}-${two(bytes[2])}-${two(bytes[3])} ${two(bytes[4])}:${two(bytes[5])}:${two(bytes[6])}` +
    (fraction === 0 ? '' : `.${digits(fraction, 6).replace(/0+$/, '')}`)
  )
}
