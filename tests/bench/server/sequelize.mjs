// Sequelize's part in `bench --server`: node sequelize.mjs URL WORK COUNT FIRST. Prints seconds of
// processor time and what it has seen, as the other contenders tell it.
import { createRequire } from 'module';
const require = createRequire(process.cwd() + '/');
const { Sequelize, DataTypes } = require('sequelize');

const [url, work] = process.argv.slice(2);
const [count, first] = process.argv.slice(4).map(Number);
const db = new Sequelize(url.replace(/^mysql:/, 'mariadb:'), { logging: false, pool: { max: 1 } });
const Book = db.define('Book', {
  title: DataTypes.STRING(200),
  author: DataTypes.STRING(100),
  price: DataTypes.DECIMAL(10, 2),
}, { tableName: 'bench_books' });

const secondsOf = moment => Math.floor(moment.getTime() / 1000);
const seen = book => Number(book.id) + Math.round(Number(book.price) * 100)
  + book.title.length + book.author.length
  + secondsOf(book.createdAt) + secondsOf(book.updatedAt);
const books = Array.from({ length: count }, (_, i) => ({
  title: `A book with the number ${i}`,
  author: `Author ${i % 500}`,
  price: (i % 9900 + 100) / 100,
}));

async function createAll(options) {
  for (const book of books) await Book.create(book, options);
  return count;
}

const works = {
  async findByKey() {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += seen(await Book.findByPk(first + i));
    return sum;
  },
  async readAll() {
    return (await Book.findAll({ order: ['id'] })).reduce((sum, book) => sum + seen(book), 0);
  },
  create: () => createAll({}),
  createTogether: () => db.transaction(transaction => createAll({ transaction })),
  async createMany() {
    await Book.bulkCreate(books);
    return count;
  },
};

await db.authenticate();
await Book.findOne();
const before = process.cpuUsage();
const sum = await works[work]();
const spent = process.cpuUsage(before);
console.log(JSON.stringify({ cpu: (spent.user + spent.system) / 1e6, sum }));
await db.close();
