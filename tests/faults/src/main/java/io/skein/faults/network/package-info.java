/** The processes of a run and what breaks them: signals, namespaces, a proxy. */
@NullMarked
package io.skein.faults.network;

import org.jspecify.annotations.NullMarked;
