import type * as maker from './chartTable.ts'

/** The ways to make a table, which are loaded with the first one. */
export type TableMaker = typeof maker
