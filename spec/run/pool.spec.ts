import * as fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'

import { left, right } from '../../lib/internal/either.js'
import type { Connection, Pool } from '../../lib/run/connection.js'
import { connectionError } from '../../lib/run/errors.js'
import { pool, type PoolOptions } from '../../lib/run/pool.js'
import { leftOf, rightOf, until } from './helpers.js'

interface Fake extends Connection {
  readonly id: number
  readonly die: () => void
}

const setup = (options: Partial<PoolOptions<Fake>> = {}) => {
  let opened = 0
  const closed: Array<number> = []
  const open = async () => {
    opened += 1
    const id = opened
    let alive = true
    return right<Fake>({
      id,
      query: async () => right({ rows: [], affected: 0 }),
      alive: () => alive,
      die: () => {
        alive = false
      },
    })
  }
  const made = pool<Fake>({
    open,
    close: async ({ id }) => {
      closed.push(id)
    },
    max: 2,
    acquireTimeout: 60,
    idleTimeout: 10_000,
    ...options,
  })
  onTestFinished(() => made.close())
  return { made, closed, opened: () => opened, open }
}

const lend = async (made: Pool): Promise<Fake> => rightOf(await made.acquire()) as Fake

test('a free connection is lent again instead of opening another one', async () => {
  const { made, opened } = setup()
  const first = await lend(made)
  await made.release(first, 'keep')
  expect(await lend(made)).toBe(first)
  expect(opened()).toBe(1)
  await made.release(first, 'keep')
})

test('figures count what is lent, free and waited for', async () => {
  const { made } = setup()
  expect(made.figures()).toEqual({ used: 0, free: 0, waiting: 0 })
  const a = await lend(made)
  const b = await lend(made)
  const third = made.acquire()
  expect(made.figures()).toEqual({ used: 2, free: 0, waiting: 1 })
  await made.release(a, 'keep')
  const c = rightOf(await third)
  expect(c).toBe(a)
  expect(made.figures()).toEqual({ used: 2, free: 0, waiting: 0 })
  await made.release(b, 'keep')
  expect(made.figures()).toEqual({ used: 1, free: 1, waiting: 0 })
  await made.release(c, 'keep')
})

test('Timeout of acquire, saying how many are lent, when none is free in time', async () => {
  const { made } = setup({ max: 1 })
  const held = await lend(made)
  const error = leftOf(await made.acquire())
  expect(error).toMatchObject({ _tag: 'Timeout', of: 'acquire', message: 'no connection was free within 60 ms: 1 of 1 are lent' })
  expect(made.figures()).toEqual({ used: 1, free: 0, waiting: 0 })
  await made.release(held, 'keep')
  expect(await lend(made)).toBe(held)
  await made.release(held, 'keep')
})

test('a failed open is answered at once as what it is, to everyone who waits', async () => {
  const error = connectionError('unreachable', 'nobody listens')
  const { made } = setup({ open: async () => left(error), acquireTimeout: 10_000 })
  const began = Date.now()
  const answers = await Promise.all(Array.from({ length: 8 }, () => made.acquire()))
  expect(answers.map(leftOf)).toEqual(Array.from({ length: 8 }, () => error))
  expect(Date.now() - began).toBeLessThan(1000)
  expect(made.figures()).toEqual({ used: 0, free: 0, waiting: 0 })
})

test('the pool recovers when opening succeeds again', async () => {
  let down = true
  const { open } = setup()
  const { made } = setup({ open: async () => (down ? left(connectionError('unreachable', 'nobody listens')) : open()) })
  leftOf(await made.acquire())
  down = false
  const connection = await lend(made)
  expect(connection.alive()).toBe(true)
  await made.release(connection, 'keep')
})

test('a dead connection is never lent: it is closed and replaced', async () => {
  const { made, closed } = setup()
  const first = await lend(made)
  await made.release(first, 'keep')
  first.die()
  expect(made.figures().free).toBe(0)
  const second = await lend(made)
  expect(second.id).toBe(2)
  expect(closed).toEqual([1])
  await made.release(second, 'keep')
})

test('a connection that died while lent is closed when it is given back', async () => {
  const { made, closed } = setup()
  const first = await lend(made)
  first.die()
  await made.release(first, 'keep')
  expect(closed).toEqual([1])
  expect(made.figures()).toEqual({ used: 0, free: 0, waiting: 0 })
})

test('destroy closes it once and makes room for the next in line', async () => {
  const { made, closed } = setup({ max: 1, acquireTimeout: 1000 })
  const first = await lend(made)
  const next = made.acquire()
  await made.release(first, 'destroy')
  expect(closed).toEqual([1])
  const second = rightOf(await next) as Fake
  expect(second.id).toBe(2)
  await made.release(second, 'keep')
  await made.close()
  expect(closed).toEqual([1, 2])
})

test('a connection that is not reusable is closed when it is given back', async () => {
  const { made, closed } = setup({ reusable: ({ id }) => id > 1 })
  await made.release(await lend(made), 'keep')
  const second = await lend(made)
  expect(second.id).toBe(2)
  await made.release(second, 'keep')
  expect(closed).toEqual([1])
})

test('giving back twice, or what was never lent, does nothing', async () => {
  const { made, open } = setup({ max: 1 })
  const first = await lend(made)
  await made.release(first, 'keep')
  await made.release(first, 'keep')
  await made.release(rightOf(await open()), 'destroy')
  expect(made.figures()).toEqual({ used: 0, free: 1, waiting: 0 })
  expect(await lend(made)).toBe(first)
  expect(leftOf(await made.acquire())._tag).toBe('Timeout')
  await made.release(first, 'keep')
})

test('close waits for lent connections, answers those who wait, and closes everything', async () => {
  const { made, closed } = setup({ max: 1, acquireTimeout: 5000 })
  const held = await lend(made)
  const waiting = made.acquire()
  let done = false
  const closing = made.close().then(() => {
    done = true
  })
  expect(leftOf(await waiting)).toMatchObject({ _tag: 'ConnectionError', reason: 'closed' })
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(done).toBe(false)
  await made.release(held, 'keep')
  await closing
  expect(closed).toEqual([1])
  expect(leftOf(await made.acquire())).toMatchObject({ _tag: 'ConnectionError', reason: 'closed', message: 'the pool is closed' })
  await made.close()
})

test('an idle connection is closed after idleTimeout, down to min', async () => {
  const { made, closed } = setup({ idleTimeout: 1, min: 1 })
  const [a, b] = [await lend(made), await lend(made)]
  await made.release(a, 'keep')
  await made.release(b, 'keep')
  await until(() => closed.length > 0)
  expect(closed).toHaveLength(1)
  expect(made.figures().free).toBe(1)
})

test('a connection that opens after its program gave up is free for the next', async () => {
  let finish = (): void => undefined
  const { open } = setup()
  const { made } = setup({
    open: async () => {
      await new Promise<void>((resolve) => {
        finish = resolve
      })
      return open()
    },
  })
  expect(leftOf(await made.acquire())._tag).toBe('Timeout')
  finish()
  await until(() => made.figures().free === 1)
  const connection = await lend(made)
  expect(connection.id).toBe(1)
  await made.release(connection, 'keep')
})

test('close waits for what is being opened, and closes it', async () => {
  let finish = (): void => undefined
  const { open } = setup()
  const { made, closed } = setup({
    open: async () => {
      await new Promise<void>((resolve) => {
        finish = resolve
      })
      return open()
    },
  })
  const waiting = made.acquire()
  let done = false
  const closing = made.close().then(() => {
    done = true
  })
  expect(leftOf(await waiting)).toMatchObject({ reason: 'closed' })
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(done).toBe(false)
  finish()
  await closing
  expect(closed).toEqual([1])
})

test('close waits for a connection that is saying goodbye', async () => {
  let finish = (): void => undefined
  const { made } = setup({
    close: () =>
      new Promise<void>((resolve) => {
        finish = resolve
      }),
  })
  const leaving = made.release(await lend(made), 'destroy')
  let done = false
  const closing = made.close().then(() => {
    done = true
  })
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(done).toBe(false)
  finish()
  await Promise.all([leaving, closing])
})

test('a connection that fails to close is gone all the same', async () => {
  const { made } = setup({ max: 1, close: () => Promise.reject(new Error('the socket is gone')) })
  await made.release(await lend(made), 'destroy')
  await made.release(await lend(made), 'keep')
  await made.close()
  expect(made.figures()).toEqual({ used: 0, free: 0, waiting: 0 })
})

test('the connection given back last is lent first, so that those not needed grow old', async () => {
  const { made } = setup({ idleTimeout: 60_000 })
  const [a, b] = [await lend(made), await lend(made)]
  await made.release(a, 'keep')
  await made.release(b, 'keep')
  expect(await lend(made)).toBe(b)
  await made.release(b, 'keep')
})

test('whoever waits longest is served first', async () => {
  const { made } = setup({ max: 1, acquireTimeout: 5000 })
  const held = await lend(made)
  const order: Array<number> = []
  const waiters = [1, 2, 3].map(async (id) => {
    const connection = rightOf(await made.acquire())
    order.push(id)
    await made.release(connection, 'keep')
  })
  await made.release(held, 'keep')
  await Promise.all(waiters)
  expect(order).toEqual([1, 2, 3])
})

test('whatever programs, connections and servers do: never more than max, never a dead one, and everyone is answered', async () => {
  const step = fc.record({ hold: fc.nat(3), dies: fc.boolean(), destroyed: fc.boolean(), refused: fc.integer({ min: 0, max: 4 }) })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.integer({ min: 2, max: 4 }), fc.nat(2), async (steps, max, min) => {
      let count = 0
      let most = 0
      let opened = 0
      const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
      const made = pool<Fake>({
        open: async () => {
          opened += 1
          if (steps[opened % (steps.length + 1)]?.refused === 0) return left(connectionError('unreachable', 'nobody listens'))
          count += 1
          most = Math.max(most, count)
          await tick()
          let alive = true
          const die = (): void => {
            alive = false
          }
          return right({ id: opened, query: async () => right({ rows: [], affected: 0 }), alive: () => alive, die })
        },
        close: async () => {
          count -= 1
          await tick()
        },
        min,
        max,
        acquireTimeout: 5000,
        idleTimeout: 1,
      })
      const answers = await Promise.all(
        steps.map(async ({ hold, dies, destroyed }) => {
          const answer = await made.acquire()
          if (answer._tag === 'Left') return answer.left._tag
          const connection = answer.right as Fake
          expect(connection.alive()).toBe(true)
          for (let turn = 0; turn < hold; turn++) await tick()
          if (dies) connection.die()
          await made.release(connection, destroyed ? 'destroy' : 'keep')
          return 'served'
        }),
      )
      expect(answers.filter((answer) => answer !== 'served' && answer !== 'ConnectionError')).toEqual([])
      expect(most).toBeLessThanOrEqual(max)
      expect(made.figures()).toMatchObject({ used: 0, waiting: 0 })
      await made.close()
      expect(count).toBe(0)
    }),
  )
})
