// Starts the console. Its bundle defines a global and is not a module.
const place = document.getElementById('api-console');
const { documentElement } = document;
const dark = window.matchMedia('(prefers-color-scheme: dark)');

// The console has its own dark colours.
const followTheme = () => {
  const { theme } = documentElement.dataset;
  documentElement.classList.toggle('dark-mode', theme === 'dark' || (theme === 'system' && dark.matches));
};
followTheme();
dark.addEventListener('change', followTheme);

const bundle = document.createElement('script');
bundle.src = '/apidocumentation/console/swagger-ui-bundle.js';
bundle.addEventListener('load', () => {
  window.SwaggerUIBundle({
    url: '/apidocumentation/openapi.json',
    dom_id: '#api-console',
    docExpansion: 'none',
    deepLinking: true,
    supportedSubmitMethods: place.dataset.methods.split(' '),
    validatorUrl: null,
  });
});
document.head.append(bundle);
