/** Topics and schema as one command, for clusters. */
@NullMarked
package io.millrace.infra.provision;

import org.jspecify.annotations.NullMarked;
