import { defineModule } from '@todoke/composition';
import { ContactPointsPage } from './pages/contact-points.page.js';

/** 連絡先: whom an institution calls (R110, R111, R132). */
export const contactPoints = defineModule({
  name: 'contact-points',
  pages: [ContactPointsPage],
  footer: [{ label: '連絡先', href: '/contact-points' }],
});
