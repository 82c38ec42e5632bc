/** Floats of 32 bits, in JavaScript's 64. */

/** The least float of 32 bits that has all its digits. */
const leastNormal = 2 ** -126

/**
 * The shortest decimal that is a float of 32 bits, given it or a number that it is of: 0.1 of 0.10000000149011612. Any six
 * digits have a float of their own, but for the smallest ones.
 */
export const shortestFloat = (value: number): number => {
  const float = Math.fround(value)
  for (let digits = Math.abs(float) < leastNormal ? 1 : 6; digits < 9; digits++) {
    const short = Number(float.toPrecision(digits))
    if (Math.fround(short) === float) return short
  }
  return Number(float.toPrecision(9))
}

/** Whether a number comes back as it is from a float of 32 bits: 0.1 does, 16777217 and 0.1234567891 do not. */
export const isFloat = (value: number): boolean => Number.isFinite(Math.fround(value)) && shortestFloat(value) === value
