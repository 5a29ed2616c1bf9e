/** How every feature speaks HTTP: problems, limits, strictness. */
@NullMarked
package io.millrace.gateway.web;

import org.jspecify.annotations.NullMarked;
