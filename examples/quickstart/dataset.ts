/**
 * The data: 11,538 athletes of the Olympic Games of 2016, collected by Matt Riggott from the IOC's pages.
 * https://www.flother.is/2017/olympic-games-data/, in the package @observablehq/sample-datasets (ISC).
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import { parse } from 'csv-parse/sync'

/** A line of the file; an empty field is text of no length. */
export interface Line {
  readonly name: string
  readonly nationality: string
  readonly sex: 'female' | 'male'
  readonly date_of_birth: string
  readonly height: string
  readonly weight: string
  readonly sport: string
  readonly gold: string
  readonly silver: string
  readonly bronze: string
  readonly info: string
}

export const datasetPath: string = createRequire(import.meta.url).resolve('@observablehq/sample-datasets/olympians.csv')

export const readDataset = (): ReadonlyArray<Line> => parse<Line>(readFileSync(datasetPath), { columns: true })
