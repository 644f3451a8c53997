/** The categories of the shop's export. */
export type Category = 'Electronics' | 'Clothing' | 'Books' | 'Home & Kitchen' | 'Toys & Games';

/** A kind of thing that every brand of the shop makes. */
export interface Article {
  readonly name: string;
  readonly category: Category;
  /** Typical price in cents. */
  readonly price: number;
  /** Most pieces that one line takes: 1 for a sofa, more for what is used up. */
  readonly most: number;
}

/** Articles that people need together; those of one brand are bought together most. */
export interface Theme {
  readonly name: string;
  /** What the articles are for; it goes into descriptions. */
  readonly use: string;
  /** Demand by month, January first; all 1 when absent. */
  readonly season?: readonly number[];
  readonly articles: readonly Article[];
}

/** First words of product names. */
export const BRANDS: readonly string[] = ['Aurora', 'Bergmann', 'Colibri', 'Délice'];

const WINTER = [2.2, 1.8, 1, 0.4, 0.2, 0.1, 0.1, 0.2, 0.6, 1.4, 2.4, 2.6];
const SUMMER = [0.3, 0.4, 0.8, 1.4, 2, 2.3, 2.2, 1.6, 0.9, 0.5, 0.3, 0.3];
const GIFTS = [0.6, 0.6, 0.7, 0.8, 0.8, 0.8, 0.8, 0.8, 0.9, 1.2, 2.2, 2.8];
const SCHOOL = [1, 0.9, 0.9, 0.8, 0.8, 0.8, 1.1, 1.9, 1.8, 1, 1, 0.9];

export const THEMES: readonly Theme[] = [
  theme('coffee', 'making coffee at home', [
    home('Espresso Machine', 34900, 1),
    home('Coffee Grinder', 8900, 1),
    electronics('Milk Frother', 3900, 1),
    home('Espresso Cups, Set of 4', 2400, 3),
    book("Barista's Handbook", 2200, 1),
  ]),
  theme('tea', 'a quiet cup of tea', [
    home('Cast Iron Teapot', 5900, 1),
    home('Tea Sampler, 24 Bags', 1400, 9),
    electronics('Electric Kettle', 4900, 1),
    home('Porcelain Cup', 1200, 6),
    book('Book of Teas', 1900, 1),
  ]),
  theme('photography', 'taking better pictures', [
    electronics('Mirrorless Camera', 89900, 1),
    electronics('Camera Tripod', 7900, 1),
    electronics('Memory Card 128 GB', 2900, 4),
    clothing('Camera Strap', 3500, 1),
    book('Photo Field Guide', 2700, 1),
  ]),
  themeIn(GIFTS, 'baking', 'baking with the family', [
    home('Stand Mixer', 29900, 1),
    home('Baking Tin, 26 cm', 1900, 3),
    home('Rolling Pin', 1500, 1),
    book('Home Baking', 2600, 1),
    toy("Children's Baking Set", 2300, 2),
  ]),
  themeIn(SUMMER, 'running', 'running in any weather', [
    clothing('Running Shoes', 12900, 1),
    clothing('Running Socks, 3 Pairs', 1700, 5),
    electronics('Sports Watch', 19900, 1),
    clothing('Running Belt', 2500, 1),
    book('Marathon Training Plan', 1800, 1),
  ]),
  themeIn(SUMMER, 'hiking', 'days on the trail', [
    clothing('Hiking Boots', 15900, 1),
    clothing('Rain Jacket', 9900, 1),
    electronics('Head Torch', 3200, 2),
    home('Insulated Flask', 2800, 2),
    book('Trail Atlas', 2900, 1),
  ]),
  themeIn(GIFTS, 'console', 'playing on the sofa', [
    electronics('Games Console', 44900, 1),
    electronics('Wireless Controller', 5900, 4),
    electronics('Gaming Headset', 8900, 1),
    toy('Racing Game', 4900, 2),
    book('Art of Games', 3900, 1),
  ]),
  themeIn(GIFTS, 'board games', 'an evening around the table', [
    toy('Strategy Board Game', 4900, 1),
    toy('Card Sleeves, Pack of 100', 800, 9),
    toy('Dice Set', 1200, 4),
    toy('Jigsaw Puzzle, 1000 Pieces', 2200, 3),
    book('Quiz Night Book', 1600, 1),
  ]),
  themeIn(SCHOOL, 'desk', 'working from home', [
    electronics('27" Monitor', 27900, 2),
    electronics('Mechanical Keyboard', 11900, 1),
    electronics('USB-C Hub', 4900, 2),
    home('Desk Lamp', 5400, 1),
    home('Laptop Stand', 3900, 1),
  ]),
  theme('nursery', 'the first two years', [
    electronics('Baby Monitor', 12900, 1),
    clothing('Cotton Romper', 1600, 6),
    toy('Stacking Rings', 1400, 2),
    book('Bedtime Stories', 1500, 2),
    home('Night Light', 2100, 2),
  ]),
  theme('painting', 'painting and drawing', [
    toy('Watercolour Set', 2700, 2),
    home('Table Easel', 3900, 1),
    book('Drawing for Beginners', 2100, 1),
    clothing("Artist's Apron", 2400, 1),
    toy('Sketch Pad, A4', 900, 8),
  ]),
  themeIn(SUMMER, 'garden', 'a green balcony', [
    home('Secateurs', 2900, 1),
    home('Flower Pot, 30 cm', 1700, 9),
    clothing('Garden Gloves', 1300, 4),
    book('Balcony Gardening', 2000, 1),
    toy("Children's Watering Can", 1100, 2),
  ]),
  theme('yoga', 'stretching and calm', [
    home('Yoga Mat', 3900, 1),
    home('Cork Block', 1500, 2),
    clothing('Yoga Leggings', 4900, 3),
    clothing('Yoga Top', 3500, 3),
    book('Yoga Every Morning', 1900, 1),
  ]),
  theme('music', 'listening properly', [
    electronics('Wireless Headphones', 17900, 1),
    electronics('Turntable', 24900, 1),
    electronics('Bookshelf Speaker', 15900, 2),
    book('History of Jazz', 2800, 1),
    toy('Wooden Xylophone', 2600, 1),
  ]),
  theme('reading', 'reading late', [
    electronics('E-Book Reader', 13900, 1),
    home('Reading Lamp', 4500, 1),
    book('Collected Short Stories', 1700, 3),
    home('Wool Blanket', 6900, 1),
    clothing('House Slippers', 2900, 2),
  ]),
  themeIn(GIFTS, 'railway', 'building a railway on the floor', [
    toy('Wooden Train Set', 5900, 1),
    toy('Bridge Extension', 1900, 3),
    toy('Curved Tracks, 8 Pieces', 1300, 6),
    toy('Steam Engine', 1600, 3),
    book('Picture Book of Trains', 1400, 1),
  ]),
  themeIn(WINTER, 'winter', 'cold days outside', [
    clothing('Wool Scarf', 3900, 2),
    clothing('Knitted Hat', 2500, 2),
    clothing('Lined Gloves', 3400, 2),
    clothing('Thermal Shirt', 4400, 4),
    electronics('Hand Warmer', 2900, 2),
  ]),
  themeIn(GIFTS, 'science', 'finding out how things work', [
    toy('Microscope for Children', 6900, 1),
    toy('Crystal Growing Kit', 2400, 2),
    electronics('Electronics Kit', 4900, 1),
    book('Hundred Experiments', 2200, 1),
    clothing("Children's Lab Coat", 1900, 1),
  ]),
  themeIn(SUMMER, 'travel', 'travelling light', [
    clothing('Cabin Backpack', 8900, 1),
    clothing('Packing Cubes, Set of 3', 2700, 2),
    electronics('World Power Adapter', 2400, 3),
    home('Neck Pillow', 2100, 2),
    book('City Guide', 1600, 3),
  ]),
  theme('kitchen', 'cooking every day', [
    home("Chef's Knife", 8900, 1),
    home('Cutting Board', 3400, 2),
    home('Crème Brûlée Dishes, Set of 6', 2900, 2),
    electronics('Kitchen Scale', 2600, 1),
    book('Vegetable Cookbook', 2700, 1),
  ]),
];

function theme(name: string, use: string, articles: readonly Article[]): Theme {
  return { name, use, articles };
}

function themeIn(season: readonly number[], name: string, use: string, articles: readonly Article[]): Theme {
  return { name, use, season, articles };
}

function home(name: string, price: number, most: number): Article {
  return { name, category: 'Home & Kitchen', price, most };
}

function electronics(name: string, price: number, most: number): Article {
  return { name, category: 'Electronics', price, most };
}

function clothing(name: string, price: number, most: number): Article {
  return { name, category: 'Clothing', price, most };
}

function book(name: string, price: number, most: number): Article {
  return { name, category: 'Books', price, most };
}

function toy(name: string, price: number, most: number): Article {
  return { name, category: 'Toys & Games', price, most };
}
