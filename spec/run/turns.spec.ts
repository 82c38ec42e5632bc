import { expect, test } from 'vitest'

import { takeTurns } from '../../lib/run/turns.js'

test('jobs run in the order they were given, one at a time', async () => {
  const inTurn = takeTurns()
  const events: Array<string> = []
  const job = (name: string, milliseconds: number) => async (): Promise<string> => {
    events.push(`${name} begins`)
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
    events.push(`${name} ends`)
    return name
  }
  expect(await Promise.all([inTurn(job('a', 20)), inTurn(job('b', 1)), inTurn(job('c', 5))])).toEqual(['a', 'b', 'c'])
  expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
})

test('a job begins at once when no other runs', async () => {
  const inTurn = takeTurns()
  await inTurn(async () => 1)
  await Promise.resolve()
  let began = false
  const answer = inTurn(async () => {
    began = true
  })
  expect(began).toBe(true)
  await answer
})

test('a job that throws rejects its own answer only: nothing is left unhandled, and the next job runs', async () => {
  const unhandled: Array<unknown> = []
  const note = (reason: unknown): void => void unhandled.push(reason)
  process.on('unhandledRejection', note)
  const inTurn = takeTurns()
  const answers = await Promise.allSettled([inTurn(() => Promise.reject(new Error('thrown'))), inTurn(() => Promise.resolve(2))])
  await new Promise((resolve) => setTimeout(resolve, 10))
  process.off('unhandledRejection', note)
  expect(answers).toEqual([
    { status: 'rejected', reason: new Error('thrown') },
    { status: 'fulfilled', value: 2 },
  ])
  expect(unhandled).toEqual([])
})
