/** The engines of a build as containers. */
@NullMarked
package io.millrace.infra.containers;

import org.jspecify.annotations.NullMarked;
