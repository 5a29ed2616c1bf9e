/** From a short address to its target: the cache, the fast lane before the web framework, and the ordinary route behind it. */
@NullMarked
package io.millrace.gateway.redirect;

import org.jspecify.annotations.NullMarked;
