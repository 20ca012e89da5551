/** JGroups: reliable multicast between Java processes. */
@NullMarked
package io.skein.compare.jgroups;

import org.jspecify.annotations.NullMarked;
