/** What the README repeats from elsewhere is what stands there. Its code is checked with the other documentation. */
import { readFile } from 'node:fs/promises'

import { expect, test } from 'vitest'

import * as oxbow from '../lib/index.js'
import { featureTable } from './golden/features.js'

const read = (file: string): Promise<string> => readFile(new URL(`../${file}`, import.meta.url), 'utf8')

test('the feature table is what `npm run features` prints', async () => {
  const between = /<!-- features -->\s*```text\n(?<table>[\s\S]*?)\n```\s*<!-- \/features -->/u.exec(await read('README.md'))
  expect(between?.groups?.['table']).toBe(featureTable())
})

test('the list of functions has each that is exported, once', async () => {
  const list = /<!-- functions -->(?<list>[\s\S]*?)<!-- \/functions -->/u.exec(await read('README.md'))?.groups?.['list'] ?? ''
  const listed = [...list.matchAll(/`(?<name>[^`]+)`/gu)].map(({ groups }) => groups?.['name'])
  expect(listed).toHaveLength(new Set(listed).size)
  expect(new Set(listed)).toEqual(new Set(Object.keys(oxbow)))
})

test('the links lead to headings', async () => {
  const text = await read('README.md')
  const headings = [...text.matchAll(/^#+ (?<title>.+)$/gmu)].map(({ groups }) =>
    (groups?.['title'] ?? '')
      .toLowerCase()
      .replaceAll(/[^\w -]/gu, '')
      .replaceAll(' ', '-'),
  )
  const links = [...text.matchAll(/\]\(#(?<to>[^)]+)\)/gu)].map(({ groups }) => groups?.['to'])
  expect(links.filter((link) => !headings.includes(link ?? ''))).toEqual([])
})
