/** One way to send a parcel into a country, with the carrier's own habits there. */
export interface Lane {
  readonly carrier: 'DHL' | 'UPS' | 'USPS' | 'FedEx';
  /** Share of the country's parcels, as a weight. */
  readonly weight: number;
  /** Days that the carrier promises from pick-up to the door. */
  readonly transit: number;
  /** Probability of arriving before the promise, and after it. */
  readonly early: number;
  readonly late: number;
}

export interface City {
  readonly name: string;
  readonly weight: number;
  /** `#` stands for a digit, `@` for a letter; the rest is literal. */
  readonly postalCode: string;
  /** More days on the way, promised as such. */
  readonly remote: number;
}

/** A country the shop sells to. The six are those of the shop's export. */
export interface Market {
  readonly country: string;
  readonly weight: number;
  readonly dialling: string;
  /** Value added or sales tax in whole percent (standard rate of the country, or a typical one where states differ). */
  readonly tax: number;
  /** Shipping: cents per order, and cents per piece. */
  readonly shippingBase: number;
  readonly shippingPiece: number;
  readonly houseNumberLast: boolean;
  readonly support: string;
  readonly cities: readonly City[];
  readonly lanes: readonly Lane[];
}

export const MARKETS: readonly Market[] = [
  {
    country: 'USA',
    weight: 34,
    dialling: '+1',
    tax: 7,
    shippingBase: 495,
    shippingPiece: 60,
    houseNumberLast: false,
    support: 'support.us@jiggy.example',
    cities: [
      city('New York', 30, '100##', 0),
      city('Chicago', 18, '606##', 0),
      city('Los Angeles', 22, '900##', 1),
      city('Houston', 14, '770##', 0),
      city('Boston', 10, '021##', 0),
      city('Anchorage', 2, '995##', 3),
    ],
    lanes: [lane('UPS', 40, 4, 0.2, 0.1), lane('USPS', 35, 5, 0.14, 0.2), lane('FedEx', 25, 3, 0.22, 0.08)],
  },
  {
    country: 'UK',
    weight: 18,
    dialling: '+44',
    tax: 20,
    shippingBase: 595,
    shippingPiece: 70,
    houseNumberLast: false,
    support: 'support.uk@jiggy.example',
    cities: [
      city('London', 40, 'SW# #@@', 0),
      city('Manchester', 16, 'M# #@@', 0),
      city('Birmingham', 14, 'B# #@@', 0),
      city('Edinburgh', 10, 'EH# #@@', 1),
      city('Belfast', 5, 'BT# #@@', 2),
    ],
    lanes: [lane('DHL', 45, 4, 0.18, 0.12), lane('UPS', 35, 4, 0.2, 0.14), lane('FedEx', 20, 5, 0.25, 0.16)],
  },
  {
    country: 'Germany',
    weight: 18,
    dialling: '+49',
    tax: 19,
    shippingBase: 490,
    shippingPiece: 50,
    houseNumberLast: true,
    support: 'support.de@jiggy.example',
    cities: [
      city('Berlin', 32, '10###', 0),
      city('Hamburg', 20, '20###', 0),
      city('München', 20, '80###', 0),
      city('Köln', 14, '50###', 0),
      city('Leipzig', 8, '04###', 0),
    ],
    lanes: [lane('DHL', 70, 3, 0.28, 0.06), lane('UPS', 20, 3, 0.18, 0.1), lane('FedEx', 10, 4, 0.22, 0.14)],
  },
  {
    country: 'France',
    weight: 12,
    dialling: '+33',
    tax: 20,
    shippingBase: 590,
    shippingPiece: 60,
    houseNumberLast: false,
    support: 'support.fr@jiggy.example',
    cities: [
      city('Paris', 40, '750##', 0),
      city('Lyon', 18, '690##', 0),
      city('Marseille', 16, '130##', 0),
      city('Lille', 10, '590##', 0),
      city('Ajaccio', 2, '200##', 3),
    ],
    lanes: [lane('DHL', 50, 3, 0.2, 0.14), lane('UPS', 35, 4, 0.22, 0.12), lane('FedEx', 15, 4, 0.16, 0.2)],
  },
  {
    country: 'Canada',
    weight: 10,
    dialling: '+1',
    tax: 13,
    shippingBase: 895,
    shippingPiece: 90,
    houseNumberLast: false,
    support: 'support.ca@jiggy.example',
    cities: [
      city('Toronto', 34, 'M#@ #@#', 0),
      city('Montréal', 24, 'H#@ #@#', 0),
      city('Vancouver', 20, 'V#@ #@#', 1),
      city('Calgary', 12, 'T#@ #@#', 1),
      city('Halifax', 5, 'B#@ #@#', 2),
    ],
    lanes: [lane('UPS', 45, 6, 0.18, 0.16), lane('FedEx', 35, 5, 0.2, 0.12), lane('USPS', 20, 8, 0.1, 0.34)],
  },
  {
    country: 'Australia',
    weight: 8,
    dialling: '+61',
    tax: 10,
    shippingBase: 1290,
    shippingPiece: 140,
    houseNumberLast: false,
    support: 'support.au@jiggy.example',
    cities: [
      city('Sydney', 36, '20##', 0),
      city('Melbourne', 32, '30##', 0),
      city('Brisbane', 18, '40##', 1),
      city('Perth', 12, '60##', 2),
      city('Darwin', 2, '08##', 4),
    ],
    lanes: [lane('DHL', 50, 9, 0.2, 0.2), lane('FedEx', 30, 8, 0.14, 0.26), lane('UPS', 20, 10, 0.24, 0.28)],
  },
];

function city(name: string, weight: number, postalCode: string, remote: number): City {
  return { name, weight, postalCode, remote };
}

function lane(carrier: Lane['carrier'], weight: number, transit: number, early: number, late: number): Lane {
  return { carrier, weight, transit, early, late };
}
