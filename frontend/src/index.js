// The front-end module: `mount` draws one diagram; Streamlit and notebooks call the default export, a report's page starts itself.
import { mount } from './diagram.js';
import { serveNotebook, serveStreamlit } from './hosts.js';
import { startReport } from './report.js';

export { mount };

export default (called) => (called ? serveStreamlit(called) : serveNotebook());

if (typeof document !== 'undefined' && document.querySelector('[data-workbench-process]')) startReport(document, mount);
