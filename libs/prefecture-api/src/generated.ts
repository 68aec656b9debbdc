// Written by generate.js from openapi.json.

export type ApplicationSummary = {
  readonly number: string;
  readonly status:
    | 'waiting'
    | 'approved'
    | 'rejected'
    | 'pre-notice-sent'
    | 'pre-noticed'
    | 'issued'
    | 'granted'
    | 'nothing-to-do'
    | 'pre-notice-undeliverable'
    | 'voided';
  readonly round: number;
  readonly route: 'self' | 'proxy';
  readonly prefecture: string;
  readonly institutionName: string;
  readonly institutionType: 'hospital' | 'clinic' | 'dental-clinic' | 'midwifery-centre' | 'pharmacy';
  readonly receivedAt: string;
  readonly decidedAt?: string | undefined;
  readonly updatedAt: string;
};

export type ApplicationList = {
  readonly applications: readonly ApplicationSummary[];
  readonly nextCursor: string | null;
  readonly resumeCursor: string;
};

export type Application = {
  readonly number: string;
  readonly status:
    | 'waiting'
    | 'approved'
    | 'rejected'
    | 'pre-notice-sent'
    | 'pre-noticed'
    | 'issued'
    | 'granted'
    | 'nothing-to-do'
    | 'pre-notice-undeliverable'
    | 'voided';
  readonly round: number;
  readonly route: 'self' | 'proxy';
  readonly prefecture: string;
  readonly receivedAt: string;
  readonly decidedAt?: string | undefined;
  readonly updatedAt: string;
  readonly rejectionReason?: string | undefined;
  readonly items: {
    readonly institutionName: string;
    readonly institutionCode?: string | undefined;
    readonly institutionType: 'hospital' | 'clinic' | 'dental-clinic' | 'midwifery-centre' | 'pharmacy';
    readonly codeHolding: '1' | '2';
    readonly phone: string;
    readonly insuranceCode?: string | undefined;
    readonly postalCode: string;
    readonly prefecture: string;
    readonly municipality: string;
    readonly street: string;
    readonly building?: string | undefined;
    readonly department?: string | undefined;
    readonly familyName: string;
    readonly givenName: string;
    readonly departmentPhone: string;
    readonly email: string;
  };
};

export type Decision = {
  readonly number: string;
  readonly status:
    | 'waiting'
    | 'approved'
    | 'rejected'
    | 'pre-notice-sent'
    | 'pre-noticed'
    | 'issued'
    | 'granted'
    | 'nothing-to-do'
    | 'pre-notice-undeliverable'
    | 'voided';
  readonly decidedAt?: string | undefined;
};

export type Rejection = {
  readonly reason: string;
};

export type Filed = {
  readonly number: string;
  readonly status:
    | 'waiting'
    | 'approved'
    | 'rejected'
    | 'pre-notice-sent'
    | 'pre-noticed'
    | 'issued'
    | 'granted'
    | 'nothing-to-do'
    | 'pre-notice-undeliverable'
    | 'voided';
};

export type ImportReport = {
  readonly filed: number;
  readonly rows: readonly {
    readonly row: number;
    readonly institutionName: string;
    readonly result: 'filed' | 'faulty' | 'left-out' | 'failed';
    readonly number?: string | undefined;
    readonly mark?: 'applied' | 'repeated' | 'holder' | undefined;
    readonly notes: readonly {
      readonly column?: string | undefined;
      readonly text: string;
    }[];
  }[];
};

export type MailList = {
  readonly mails: readonly {
    readonly mail: 'M2' | 'M3' | 'M4' | 'M5' | 'M6';
    readonly status: 'waiting' | 'sending' | 'accepted' | 'bounced' | 'failed';
    readonly reason?: string | undefined;
    readonly possiblyTwice: boolean;
    readonly at?: string | undefined;
  }[];
};

export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly correlationId?: string | undefined;
  readonly errors?:
    | readonly {
        readonly field: string;
        readonly message: string;
      }[]
    | undefined;
};

export type ProxyApplication = {
  readonly institutionName: string;
  readonly institutionCode?: string | undefined;
  readonly institutionType: 'hospital' | 'clinic' | 'dental-clinic' | 'midwifery-centre' | 'pharmacy';
  readonly codeHolding: '1' | '2';
  readonly phone: string;
  readonly insuranceCode?: string | undefined;
  readonly postalCode: string;
  readonly prefecture: string;
  readonly municipality: string;
  readonly street: string;
  readonly building?: string | undefined;
  readonly department?: string | undefined;
  readonly familyName: string;
  readonly givenName: string;
  readonly departmentPhone: string;
  readonly email: string;
};

/** What each operation takes besides its headers. */
export interface Inputs {
  readonly listApplications: {
    readonly status?:
      | 'waiting'
      | 'approved'
      | 'rejected'
      | 'pre-notice-sent'
      | 'pre-noticed'
      | 'issued'
      | 'granted'
      | 'nothing-to-do'
      | 'pre-notice-undeliverable'
      | 'voided'
      | undefined;
    readonly updatedSince?: string | undefined;
    readonly cursor?: string | undefined;
    readonly limit?: number | undefined;
  };
  readonly fileApplication: {
    readonly body: ProxyApplication;
  };
  readonly getApplication: {
    readonly number: string;
  };
  readonly approveApplication: {
    readonly number: string;
  };
  readonly rejectApplication: {
    readonly number: string;
    readonly body: Rejection;
  };
  readonly importApplications: {
    readonly leaveOut?: string | undefined;
    readonly body: string;
  };
  readonly listMails: {
    readonly applicationNumber: string;
  };
}

/** What each operation answers. */
export interface Answers {
  readonly listApplications: ApplicationList;
  readonly fileApplication: Filed;
  readonly getApplication: Application;
  readonly approveApplication: Decision;
  readonly rejectApplication: Decision;
  readonly importApplications: ImportReport;
  readonly listMails: MailList;
}

export const operations = {
  listApplications: {
    method: 'GET',
    path: '/api/v1/applications',
    query: ['status', 'updatedSince', 'cursor', 'limit'],
  },
  fileApplication: {
    method: 'POST',
    path: '/api/v1/applications',
    query: [],
    sends: 'application/json',
  },
  getApplication: {
    method: 'GET',
    path: '/api/v1/applications/{number}',
    query: [],
  },
  approveApplication: {
    method: 'POST',
    path: '/api/v1/applications/{number}/approve',
    query: [],
  },
  rejectApplication: {
    method: 'POST',
    path: '/api/v1/applications/{number}/reject',
    query: [],
    sends: 'application/json',
  },
  importApplications: {
    method: 'POST',
    path: '/api/v1/applications/import',
    query: ['leaveOut'],
    sends: 'text/csv',
  },
  listMails: {
    method: 'GET',
    path: '/api/v1/mails',
    query: ['applicationNumber'],
  },
} as const;
