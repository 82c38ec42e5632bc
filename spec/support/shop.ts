/** The small shop that golden and conformance cases are about. */
import {
  array,
  bigint,
  boolean,
  bytes,
  char,
  date,
  decimal,
  double,
  enumeration,
  eq,
  foreignKey,
  from,
  gt,
  index,
  integer,
  isIn,
  json,
  limit,
  localTimestamp,
  orderBy,
  pipe,
  primaryKey,
  real,
  select,
  smallint,
  table,
  tableWith,
  text,
  time,
  timestamp,
  uuid,
  varchar,
  view,
  where,
} from '../../lib/index.js'

export const customers = table('customers', {
  id: integer({ primaryKey: true, generate: 'identity' }),
  email: varchar(320),
  name: varchar(100),
  age: integer({ nullable: true }),
  credit: decimal(12, 2, { default: '0.00' }),
  active: boolean({ default: true }),
  createdAt: timestamp({ default: 'now' }),
})

export const orders = table('orders', {
  id: integer({ primaryKey: true, generate: 'identity' }),
  customerId: integer({ references: { to: customers.id, onDelete: 'cascade' } }),
  status: enumeration(['open', 'paid', 'sent'], { default: 'open' }),
  total: decimal(12, 2),
  note: varchar(200, { nullable: true }),
  placedOn: date(),
  paidAt: timestamp({ nullable: true }),
})

export const items = table(
  'items',
  {
    orderId: integer({ references: { to: orders.id, onDelete: 'cascade' } }),
    line: smallint(),
    sku: varchar(20),
    quantity: integer(),
    price: decimal(10, 2),
  },
  (t) => [primaryKey(t.orderId, t.line)],
)

/** No column of it is never null, so that only an indicator tells whether an outer join found a row. */
export const tags = table('tags', {
  orderId: integer({ nullable: true }),
  label: varchar(40, { nullable: true }),
})

/** Refers to itself. */
export const employees = table(
  'employees',
  {
    id: integer({ primaryKey: true }),
    name: varchar(40),
    managerId: integer({ nullable: true }),
    salary: bigint(),
    rating: double({ nullable: true }),
  },
  (t) => [foreignKey(t.managerId, t.id)],
)

/** One unique key, so that upserts mean the same on every dialect. */
export const stock = table('stock', {
  sku: varchar(20, { primaryKey: true }),
  amount: integer(),
  reserved: integer({ default: 0 }),
  note: varchar(40, { nullable: true }),
})

export const archive = table('archive', {
  id: integer({ primaryKey: true }),
  total: decimal(12, 2),
  note: varchar(200, { nullable: true }),
  kind: varchar(10, { default: 'old' }),
})

/** A uuid that the client makes, and nothing that a row must name. */
export const tokens = table('tokens', {
  id: uuid({ primaryKey: true, generate: 'v7' }),
  note: varchar(40, { nullable: true }),
})

/** A column of every type that all dialects have. */
export const samples = table('samples', {
  id: integer({ primaryKey: true }),
  small: smallint({ nullable: true }),
  whole: integer({ nullable: true }),
  big: bigint({ nullable: true }),
  money: decimal(12, 2, { nullable: true }),
  huge: decimal(38, 10, { nullable: true }),
  single: real({ nullable: true }),
  float: double({ nullable: true }),
  flag: boolean({ nullable: true }),
  words: text({ nullable: true }),
  short: varchar(20, { nullable: true }),
  code: char(3, { nullable: true }),
  mood: enumeration(['good', 'bad'], { nullable: true }),
  key: uuid({ nullable: true }),
  doc: json({ nullable: true }),
  day: date({ nullable: true }),
  clock: time({ nullable: true }),
  clock6: time({ nullable: true, precision: 6 }),
  local: localTimestamp({ nullable: true }),
  local6: localTimestamp({ nullable: true, precision: 6 }),
  moment: timestamp({ nullable: true }),
  moment6: timestamp({ nullable: true, precision: 6 }),
  blob: bytes({ nullable: true }),
})

/** Where the dialect has arrays. */
export const lists = table('lists', {
  id: integer({ primaryKey: true }),
  numbers: array(integer(), { nullable: true }),
  words: array(text(), { nullable: true }),
})

/** A seat has one open booking: where the dialect has partial indexes. */
export const bookings = table(
  'bookings',
  {
    id: integer({ primaryKey: true }),
    seat: varchar(10),
    state: enumeration(['open', 'closed']),
    guest: varchar(40, { nullable: true }),
  },
  (t) => [index([t.seat], { unique: true, where: eq(t.state, 'open') })],
)

/** Names of the database that differ from the keys, in a schema. */
export const people = tableWith({ naming: 'snakeCase', schema: 'staff' })('people', {
  id: integer({ primaryKey: true, generate: 'identity' }),
  firstName: varchar(40),
  lastName: varchar(40, { nullable: true, name: 'surname' }),
})

/** Names that only correct quoting keeps apart from SQL. */
export const hostile = table('a"b`c', {
  select: integer({ primaryKey: true }),
  'x.y': varchar(20, { name: `it's; drop table "x" --` }),
  'ключ ☃': integer({ nullable: true }),
})

/** Customers without credit. */
export const debtors = view(
  'debtors',
  pipe(
    from(customers),
    where(isIn(customers.credit, ['0.00'])),
    orderBy(customers.id),
    limit(10),
    select({ id: customers.id, name: customers.name }),
  ),
)

/** What there is, where the database can keep it. */
export const board = view('board', pipe(from(stock), where(gt(stock.amount, 0)), select({ sku: stock.sku, amount: stock.amount })), {
  materialized: true,
})

/** The tables of the shop that conformance makes, in the order their references ask for. */
export const shopTables = [customers, orders, items, tags, employees, stock, archive, tokens, samples, hostile] as const
