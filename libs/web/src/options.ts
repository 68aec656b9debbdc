import type { SignedIn } from '@todoke/service';
import type { ApiPart } from './edges/api-documents.js';
import type { UploadPath } from './uploads/upload-path.js';

/** How many requests a process works on at once, and how many wait how long for their turn. */
export interface TurnLimits {
  readonly atOnce: number;
  readonly waiting: number;
  /** Milliseconds. */
  readonly patience: number;
}

/** One entry of the navigation or of the footer. `href` is a path of this service or a full address of another. */
export interface NavigationItem {
  label: string;
  href: string;
  /** Mark it as the section the page belongs to. Left out: told from the path. */
  current?: boolean;
  /** Other paths of its section. */
  around?: readonly string[];
  /** Always behind その他, also where there is room (R134). */
  more?: boolean;
  /** How much waits there: 12, or 99+. */
  badge?: string;
}

/** The options of `createWebApp`. */
export interface WebAppOptions {
  /** The service's name as in the ports table, e.g. `registration`; names its cookies and its schema. */
  service: string;
  /** The public address, e.g. `http://localhost:3001`. With https, cookies are Secure and HSTS is sent. */
  publicUrl: string;
  /** Connection string of the role `<service>_app`; sessions live in the table `web_sessions` of its schema. */
  databaseUrl: string;
  /** At least 32 characters. Signs the session cookie and the cookies of a sign-in under way. */
  sessionSecret: string;
  /** The name in the header (R4). Default 厚生労働省 G-MIS 医療機関等情報支援システム. */
  publicName?: string;
  /** Other origins to which a form, or the redirect after it, may lead. Of an address, its origin is used. */
  formActions?: readonly string[];
  /**
   * Path prefixes without the CSRF check, e.g. `/oidc`, `/api`. They have **no session** either: requests
   * without the check must not act for a person who is signed in by cookie.
   */
  csrfExempt?: readonly string[];
  /** The navigation for this person; undefined: nobody is signed in. */
  navigation?: (person: SignedIn | undefined) => readonly NavigationItem[];
  /** Path of a page of the menu → how much waits there for a person who sees its entry. */
  counts?: Readonly<Record<string, (person: SignedIn) => Promise<number>>>;
  /** Where the system's name in the header leads. Default `/`. */
  home?: string;
  /** Links at the foot of every page. */
  footer?: readonly NavigationItem[];
  /** Telephone number of the secretariat, shown on error pages (R111). Default 0570-783-872. */
  supportPhone?: string;
  /** Files or folders of the app below /assets/: `{ 'altcha': '/…/node_modules/altcha/dist' }`. */
  assets?: Readonly<Record<string, string>>;
  /** What modules tell of their own endpoints in `/openapi.json`. */
  apiParts?: readonly ApiPart[];
  /** How many requests are worked on at once, and how many wait. Default: edges/turns.ts. */
  turns?: TurnLimits;
  /** Paths on which bodies may have files. Default: none. */
  uploads?: readonly UploadPath[];
  /** Largest body without files in bytes. Default 256 KiB. */
  bodyLimit?: number;
  /** Minutes after which a session ends: unused, and however much it is used. Defaults: sessions/lifetimes.ts. */
  sessionMinutes?: { idle?: number; longest?: number };
  /**
   * How many trusted proxies stand in front, for the client's address (default 1 with https, else 0). Only where it is
   * said, correlation ids are taken from them.
   */
  proxies?: number;
}
