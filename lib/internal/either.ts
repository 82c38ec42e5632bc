/**
 * The two constructors of fp-ts' Either, without fp-ts at run time.
 *
 * The path from schema to render imports no fp-ts module (a compile-only bundle stays small, and
 * `fp-ts/Either` crashes under plain Node). The values are the same tagged objects, so all of fp-ts works on them.
 */
import type { Either, Left, Right } from 'fp-ts/lib/Either.js'

export type { Either, Left, Right }

export const left = <E>(error: E): Left<E> => ({ _tag: 'Left', left: error })

export const right = <A>(value: A): Right<A> => ({ _tag: 'Right', right: value })

export const isLeft = <E, A>(either: Either<E, A>): either is Left<E> => either._tag === 'Left'
