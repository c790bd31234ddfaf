// Starts the console; the bundle defines a global name and knows no modules.
const bundle = document.createElement('script');
bundle.src = '/apidocumentation/console/swagger-ui-bundle.js';
bundle.addEventListener('load', () => {
  window.SwaggerUIBundle({
    url: '/apidocumentation/openapi.json',
    dom_id: '#api-console',
    docExpansion: 'none',
    deepLinking: true,
    validatorUrl: null,
  });
});
document.head.append(bundle);
