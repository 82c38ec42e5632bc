import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { isFloat, shortestFloat } from '../../lib/internal/float.js'

const floats = fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)

it('the shortest decimal of a float is one of that float, and comes back as it is', () => {
  fc.assert(
    fc.property(floats, (float) => {
      const short = shortestFloat(float)
      expect(Math.fround(short)).toBe(float)
      expect(isFloat(short)).toBe(true)
      expect(
        String(short)
          .replace(/^-|e.*$|[.]/g, '')
          .replace(/^0+|0+$/g, '').length,
      ).toBeLessThan(10)
    }),
  )
})

it.each([0, 0.1, -0.25, 16777216, 16777218, 1.5e30, 3.4028235e38, 1e-45])('%d is a float', (value) => {
  expect(isFloat(value)).toBe(true)
})

it.each([16777217, 0.1234567891, Math.fround(0.1), 3.5e38, 1e-46, Number.NaN, Infinity])('%d is none', (value) => {
  expect(isFloat(value)).toBe(false)
})
