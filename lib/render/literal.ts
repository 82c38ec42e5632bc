/** Text as a SQL literal, for DDL only: queries bind every value. */
export const quoteLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`
